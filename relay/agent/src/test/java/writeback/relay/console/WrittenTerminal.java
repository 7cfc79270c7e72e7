package writeback.relay.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A terminal whose answers are known beforehand; without one left, nobody is there. */
public final class WrittenTerminal implements Terminal {

    private final List<String> said = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();

    /** @param given answers, in the order of the questions */
    public WrittenTerminal(String... given) {
        answers.addAll(List.of(given));
    }

    /** Lines and questions, in order. */
    public List<String> said() {
        return said;
    }

    public List<String> complaints() {
        return complaints;
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void complain(String line) {
        complaints.add(line);
    }

    @Override
    public Optional<String> ask(String question) {
        said.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        return ask(question).map(String::toCharArray);
    }
}
