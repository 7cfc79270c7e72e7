package writeback.bot.entra;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import writeback.bot.identity.Trust;
import writeback.bot.identity.TrustedTls;

/** The way to Graph; an address that nobody said is all right stops the start. */
@Configuration(proxyBeanMethods = false)
class EntraConfiguration {

    @Bean(destroyMethod = "close")
    Graph graph(EntraSettings settings, Trust trust, TrustedTls tls) {
        return new Graph(trust.check("writeback.entra.graph-url", settings.graphUrl()), tls);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> graphWarmUp(Graph graph) {
        return ready -> {
            Thread thread = new Thread(graph::warmUp, "graph-warm-up");
            thread.setDaemon(true);
            thread.start();
        };
    }
}
