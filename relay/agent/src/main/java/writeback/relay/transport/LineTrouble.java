package writeback.relay.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong on the way to the bot, and which setting is about it. */
final class LineTrouble {

    private LineTrouble() {}

    static String words(Throwable trouble, URI where, LineSettings line) {
        if (find(trouble, SSLException.class).isPresent()) {
            return tls(trouble, line);
        }
        if (find(trouble, ConnectException.class).isPresent()
                || find(trouble, HttpConnectTimeoutException.class).isPresent()
                || find(trouble, UnresolvedAddressException.class).isPresent()
                || find(trouble, UnknownHostException.class).isPresent()) {
            return line.proxy() instanceof ProxyChoice.Named named
                    ? "cannot connect to the proxy " + named + ", nor so to " + where.getAuthority()
                    : "cannot connect to " + where.getAuthority();
        }
        Throwable cause = trouble;
        while (cause.getCause() != null && !(cause instanceof IOException && cause.getMessage() != null)) {
            cause = cause.getCause();
        }
        boolean closed = String.valueOf(cause.getMessage()).contains("received no bytes");
        if (!closed) {
            return String.valueOf(cause);
        }
        // with TLS 1.3 the agent is through when the other side looks at its certificate, and an alert may not arrive
        return "the connection was closed without an answer"
                + (where.getScheme().equals("https")
                        ? "; if that is so at once and each time: " + ownCertificate(line)
                        : "");
    }

    private static String tls(Throwable trouble, LineSettings line) {
        if (find(trouble, CertificateExpiredException.class).isPresent()) {
            return "the bot's certificate, or one above it, has expired, by this machine's clock";
        }
        if (find(trouble, CertificateNotYetValidException.class).isPresent()) {
            return "the bot's certificate, or one above it, is not valid yet, by this machine's clock";
        }
        if (find(trouble, CertPathBuilderException.class).isPresent()) {
            return "the bot's certificate comes from an authority that "
                    + (line.caFile() == null
                            ? "this system does not trust; bot.ca-file can name it"
                            : "is not in " + line.caFile().getFileName() + " (bot.ca-file)");
        }
        String alert = String.valueOf(
                find(trouble, SSLException.class).map(Throwable::getMessage).orElse(""));
        if (alert.contains("fatal alert") && (alert.contains("certificate") || alert.contains("unknown_ca"))) {
            return ownCertificate(line) + " (" + alert + ")";
        }
        return find(trouble, CertificateException.class)
                .map(e -> "the bot's certificate is not taken: " + e.getMessage())
                .orElse("TLS failed: " + alert);
    }

    /** Whoever ends TLS says only that it does not like what it was shown. */
    private static String ownCertificate(LineSettings line) {
        @Nullable ClientCertificate own = line.certificate();
        if (own == null) {
            return "the bot, or what ends TLS before it, wants a certificate of this relay: bot.client-certificate";
        }
        try {
            Instant end = own.end();
            return end.isBefore(Instant.now())
                    ? "this relay's certificate in " + own.file().getFileName() + " ended at " + end
                    : "the bot, or what ends TLS before it, does not take this relay's certificate in "
                            + own.file().getFileName() + ": it comes from another authority, or was revoked";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static <T extends Throwable> Optional<T> find(Throwable trouble, Class<T> type) {
        for (Throwable each = trouble; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }
}
