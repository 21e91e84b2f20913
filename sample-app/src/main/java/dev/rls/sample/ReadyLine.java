package dev.rls.sample;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says on standard output, for people and scripts alike, that requests are served. */
@Component
class ReadyLine {

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        System.out.println("The sample application is ready: http://localhost:" + port);
    }
}
