package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.cards.Language;

class CommandWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            help                  | HELP     |
            HELP                  | HELP     |
            aide                  | HELP     |
            vérifier              | CHECK    |
            VERIFIER              | CHECK    |
            vérifiez              | CHECK    |
            enable                | ENABLE   |
            activer               | ENABLE   |
            état                  | STATUS   |
            etat                  | STATUS   |
            sign in               | SIGN_IN  |
            sign   in             | SIGN_IN  |
            connexion             | SIGN_IN  |
            se connecter          | SIGN_IN  |
            déconnexion           | SIGN_OUT |
            rehearse pilot.test   | REHEARSE | pilot.test
            tester pilot.test     | REHEARSE | pilot.test
            essai réel pilot.test | REHEARSE | pilot.test
            undo                  | UNDO     |
            annuler               | UNDO     |
            restaurer             | UNDO     |
            défaire               | UNDO     |
            language fr           | LANGUAGE | fr
            explain mia.meadow    | EXPLAIN  | mia.meadow
            expliquer mia@x.test  | EXPLAIN  | mia@x.test
            expliquez mia         | EXPLAIN  | mia
            Pourquoi mia          | EXPLAIN  | mia
            explain               | EXPLAIN  |
            relays                | RELAYS   |
            Relais                | RELAYS   |
            add relay             | ADD_RELAY |
            add relay Lyon 2      | ADD_RELAY | Lyon 2
            ajouter un relais Nîmes | ADD_RELAY | Nîmes
            remove relay Lyon     | REMOVE_RELAY | Lyon
            retirer le relais Nîmes | REMOVE_RELAY | Nîmes
            """)
    void understands_english_and_french_whatever_the_case_and_accents(String typed, Command command, String argument) {
        Command.Understood.Known known = (Command.Understood.Known) CommandWords.understand(typed);

        assertThat(known.command()).isEqualTo(command);
        assertThat(known.argument()).isEqualTo(argument == null ? "" : argument);
    }

    @Test
    void keeps_the_argument_as_it_was_typed() {
        Command.Understood.Known known =
                (Command.Understood.Known) CommandWords.understand("rehearse CN=Élodie Test,OU=Pilot,DC=x");

        assertThat(known.argument()).isEqualTo("CN=Élodie Test,OU=Pilot,DC=x");
    }

    @Test
    void a_french_word_tells_the_language() {
        assertThat(((Command.Understood.Known) CommandWords.understand("activer")).language())
                .contains(Language.FR);
        assertThat(((Command.Understood.Known) CommandWords.understand("enable")).language())
                .contains(Language.EN);
    }

    @Test
    void non_breaking_spaces_and_typographic_apostrophes_are_plain_ones() {
        assertThat(CommandWords.fold("Sign\u00a0in\u202f  L’Œuvre")).isEqualTo("sign in l'oeuvre");
    }

    @ParameterizedTest
    @CsvSource({
        "enabel, ENABLE",
        "chek, CHECK",
        "verifer, CHECK",
        "stauts, STATUS",
        "hepl, HELP",
        "rehears x, REHEARSE",
        "explian mia, EXPLAIN",
        "ad relay Lyon, ADD_RELAY",
        "remove realy Lyon, REMOVE_RELAY"
    })
    void suggests_what_was_nearly_typed(String typed, Command nearest) {
        Command.Understood.Unknown unknown = (Command.Understood.Unknown) CommandWords.understand(typed);

        assertThat(unknown.nearest()).contains(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "reboot the domain controller", "😀", "helpful hints", "checkmate"})
    void does_not_guess_what_is_nothing_like_a_command(String typed) {
        assertThat(CommandWords.understand(typed)).isInstanceOf(Command.Understood.Unknown.class);
    }

    @Test
    void a_word_that_goes_on_is_another_word() {
        assertThat(CommandWords.understand("enabled")).isInstanceOf(Command.Understood.Unknown.class);
        assertThat(((Command.Understood.Unknown) CommandWords.understand("enabled")).nearest())
                .isEqualTo(Optional.of(Command.ENABLE));
    }
}
