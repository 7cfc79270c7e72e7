package writeback.bot.chat;

import org.springframework.stereotype.Component;
import writeback.bot.identity.PersonId;
import writeback.bot.schedule.EventHandler;

/** Whoever may approve and comes later is asked what still waits for somebody's answer. */
@Component
class Newcomers implements EventHandler {

    private final Administrators administrators;
    private final ChangeCards changes;
    private final RelayCards relays;

    Newcomers(Administrators administrators, ChangeCards changes, RelayCards relays) {
        this.administrators = administrators;
        this.changes = changes;
        this.relays = relays;
    }

    @Override
    public String topic() {
        return Teams.MET;
    }

    @Override
    public void handle(String person) {
        if (administrators.approves(PersonId.parse(person))) {
            changes.askAgain();
            relays.askAgain();
        }
    }
}
