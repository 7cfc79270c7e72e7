package writeback.lab.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.BindException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import writeback.lab.ServerCertificate;

/** One of the lab's web servers; listens on the loopback address only. */
public final class LabServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Javalin javalin;

    private LabServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any free one
     * @throws PortTaken when somebody else listens there
     */
    public static LabServer http(String name, int port, Consumer<RoutesConfig> routes) throws PortTaken {
        return start(name, port, null, routes);
    }

    /**
     * Starts a TLS server.
     *
     * @param port 0 for any free one
     * @throws PortTaken when somebody else listens there
     */
    public static LabServer https(String name, int port, ServerCertificate certificate, Consumer<RoutesConfig> routes)
            throws PortTaken {
        return start(name, port, certificate, routes);
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static LabServer start(
            String name, int port, @Nullable ServerCertificate certificate, Consumer<RoutesConfig> routes)
            throws PortTaken {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = 256 * 1024L;
            QueuedThreadPool threads = new QueuedThreadPool(32, 4);
            threads.setName(name);
            threads.setDaemon(true);
            config.jetty.threadPool = threads;
            config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
            config.jetty.addConnector((server, http) -> connector(server, http, port, certificate));
            routes.accept(config.routes);
        });
        try {
            return new LabServer(javalin.start());
        } catch (RuntimeException e) {
            javalin.stop();
            if (isBindFailure(e)) {
                throw new PortTaken(name, port);
            }
            throw e;
        }
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, int port, @Nullable ServerCertificate certificate) {
        ServerConnector connector;
        if (certificate == null) {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        } else {
            HttpConfiguration secure = new HttpConfiguration(http);
            secure.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setSslContext(certificate.sslContext());
            connector = new ServerConnector(server, tls, new HttpConnectionFactory(secure));
        }
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        return connector;
    }

    private static boolean isBindFailure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || cause instanceof IOException
                            && String.valueOf(cause.getMessage()).startsWith("Failed to bind")) {
                return true;
            }
        }
        return false;
    }
}
