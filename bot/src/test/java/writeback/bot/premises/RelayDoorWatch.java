package writeback.bot.premises;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands at the door of the relays and notes when a waiting poll was answered, and when a reply came. */
final class RelayDoorWatch extends HttpFilter {

    private static final long serialVersionUID = 1;

    private volatile long handed;
    private volatile long replied;

    /** When the last poll that had waited got its answer. */
    long handed() {
        return handed;
    }

    /** When the last reply came. */
    long replied() {
        return replied;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            handed = System.nanoTime();
        } else if (request.getRequestURI().endsWith("/replies")) {
            replied = System.nanoTime();
        }
        chain.doFilter(request, response);
    }
}
