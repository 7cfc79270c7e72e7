package writeback.bot.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import writeback.cards.Language;

/** Takes what is said and pressed, decides whether it may be, and has it done off the request's thread. */
@Component
class Desk implements ChatDesk {

    private final Readers readers;
    private final Gate gate;
    private final Stage stage;
    private final Commands commands;
    private final Presses presses;
    private final ExecutorService work;

    Desk(Readers readers, Gate gate, Stage stage, Commands commands, Presses presses, ExecutorService chatWork) {
        this.readers = readers;
        this.gate = gate;
        this.stage = stage;
        this.commands = commands;
        this.presses = presses;
        this.work = chatWork;
    }

    @Override
    public CompletableFuture<Void> said(Speaker speaker, Talk talk, String text) {
        return CompletableFuture.runAsync(
                () -> {
                    Command.Understood understood = CommandWords.understand(text);
                    Optional<Language> typed =
                            understood instanceof Command.Understood.Known known ? known.language() : Optional.empty();
                    Words words = new Words(readers.heard(speaker, typed));
                    try {
                        commands.run(speaker, talk, understood, words);
                    } catch (RuntimeException fault) {
                        stage.failed(stage.open(speaker, talk, Screen.Kind.NOTICE), words, fault);
                    }
                },
                work);
    }

    @Override
    public CompletableFuture<String> pressed(Press press) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            Words words = new Words(readers.heard(press.speaker(), Optional.empty()));
                            try {
                                return presses.run(press, words);
                            } catch (RuntimeException fault) {
                                return CompletableFuture.completedFuture(stage.failed(
                                        stage.open(press.speaker(), press.talk(), Screen.Kind.NOTICE), words, fault));
                            }
                        },
                        work)
                .thenCompose(card -> card);
    }

    @Override
    public void installed(Speaker speaker, Talk talk) {
        work.execute(() -> {
            Words words = new Words(readers.heard(speaker, Optional.empty()));
            if (gate.refuses(speaker.person(), Optional.empty(), talk).isEmpty()) {
                commands.welcome(speaker, talk, words);
            }
        });
    }

    @Override
    public String notStored(Speaker speaker) {
        return new Words(readers.reads(speaker)).get("notice.notStored");
    }

    @Override
    public String working(Press press) {
        return stage.words(press.speaker().person()).get("notice.pressed");
    }

    @EventListener(ApplicationReadyEvent.class)
    void finishAbandoned() {
        stage.finishAbandoned();
    }
}
