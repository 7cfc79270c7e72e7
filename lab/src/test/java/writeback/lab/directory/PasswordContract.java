package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a domain controller says to resets and changes of a password. */
abstract class PasswordContract {

    private final Supplier<Practice> running;
    private Practice practice;
    private DirectoryClient rehearsal;
    private String pilot;

    PasswordContract(Supplier<Practice> running) {
        this.running = running;
    }

    @BeforeEach
    void freshPassword() {
        practice = running.get();
        practice.reset();
        pilot = practice.pilot();
        rehearsal = practice.rehearsal();
        assertThat(rehearsal.reset(pilot, PasswordFiles.random())).isEqualTo("0");
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    @Test
    void aPlainResetSucceedsAtAnyAgeAndWithAnyHistory() {
        String password = PasswordFiles.random();
        assertThat(rehearsal.reset(pilot, password)).isEqualTo("0");
        assertThat(rehearsal.reset(pilot, password)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {DirectoryClient.HINTS, DirectoryClient.HINTS_DEPRECATED})
    void aHintedResetOfAYoungPasswordIsRefusedAtOneDay(String control) {
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random(), control))
                .isEqualTo("53 0000052D");
    }

    @ParameterizedTest
    @ValueSource(strings = {DirectoryClient.HINTS, DirectoryClient.HINTS_DEPRECATED})
    void hintedResetsInARowSucceedAtZero(String control) {
        practice.directory().apply("domain.minAgeDays", 0);
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random(), control))
                .isEqualTo("0");
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random(), control))
                .isEqualTo("0");
    }

    @Test
    void aHintedResetToTheSamePasswordIsRefusedAtAnyAge() {
        String password = PasswordFiles.random();
        assertThat(rehearsal.reset(pilot, password)).isEqualTo("0");
        assertThat(rehearsal.hintedReset(pilot, password)).isEqualTo("53 0000052D");
        practice.directory().apply("domain.minAgeDays", 0);
        assertThat(rehearsal.hintedReset(pilot, password)).isEqualTo("53 0000052D");
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aB3-", "aaaaaaaaaaaaaaaaaaaa"})
    void aShortOrSimplePasswordIsRefusedWithAndWithoutTheControl(String poor) {
        practice.directory().apply("domain.minAgeDays", 0);
        assertThat(rehearsal.hintedReset(pilot, poor)).isEqualTo("53 0000052D");
        assertThat(rehearsal.reset(pilot, poor)).isEqualTo("53 0000052D");
    }

    @Test
    void aUsersOwnChangeObeysAgeHistoryAndTheOldPassword() {
        String first = PasswordFiles.random();
        String second = PasswordFiles.random();
        assertThat(rehearsal.reset(pilot, first)).isEqualTo("0");
        try (DirectoryClient user = DirectoryClient.bind(practice, pilot, first)) {
            assertThat(user.change(pilot, first, second)).isEqualTo("19 0000052D");
            practice.directory().apply("domain.minAgeDays", 0);
            assertThat(user.change(pilot, "Wrong-" + first, second)).isEqualTo("19 00000056");
            assertThat(user.change(pilot, first, second)).isEqualTo("0");
            assertThat(user.change(pilot, second, first)).isEqualTo("19 0000052D");
        }
    }

    @Test
    void nobodyOutsideTheDelegatedUnitCanBeReset() {
        assertThat(rehearsal.reset(PracticeDomain.ORDINARY.get(0).dn(), PasswordFiles.random()))
                .startsWith("50");
        assertThat(rehearsal.hintedReset("CN=Administrator,CN=Users," + PracticeDomain.BASE, PasswordFiles.random()))
                .startsWith("50");
    }

    @Test
    void aUserWhoMustChangePassesTheFirstHintedResetAtOneDayAndNotTheSecond() {
        assertThat(rehearsal.write(pilot, "pwdLastSet", "0")).isEqualTo("0");
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("0");
        assertThat(rehearsal.read(pilot, "pwdLastSet").getAttributeValue("pwdLastSet"))
                .isNotEqualTo("0");
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("53 0000052D");
    }

    @Test
    void aHintedResetThatAlsoMakesTheUserChangeIsRefusedInOneModify() {
        practice.directory().apply("domain.minAgeDays", 0);
        assertThat(rehearsal.hintedResetAndMustChange(pilot, PasswordFiles.random()))
                .isEqualTo("53 0000052D");
    }

    @Test
    void aPsoBeatsTheDomainBothWays() {
        practice.directory().apply("domain.minAgeDays", 0);
        practice.directory().apply("pso.minAgeDays", 1);
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("53 0000052D");
        practice.directory().apply("domain.minAgeDays", 1);
        practice.directory().apply("pso.minAgeDays", 0);
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("0");
        assertThat(rehearsal.read(pilot, "msDS-ResultantPSO").getAttributeValue("msDS-ResultantPSO"))
                .isEqualToIgnoringCase(PracticeDomain.PSO);
    }

    @Test
    void theMetadataVersionMovesWithEachPasswordEvenWhenTheUserMustChangeBeforeAndAfter() {
        assertThat(rehearsal.write(pilot, "pwdLastSet", "0")).isEqualTo("0");
        int before = rehearsal.passwordVersion(pilot);
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("0");
        assertThat(rehearsal.write(pilot, "pwdLastSet", "0")).isEqualTo("0");
        assertThat(rehearsal.passwordVersion(pilot)).isEqualTo(before + 1);
    }

    @Test
    void aRefusedResetLeavesPasswordAndVersionAlone() {
        String password = PasswordFiles.random();
        assertThat(rehearsal.reset(pilot, password)).isEqualTo("0");
        int before = rehearsal.passwordVersion(pilot);
        assertThat(rehearsal.hintedReset(pilot, PasswordFiles.random())).isEqualTo("53 0000052D");
        assertThat(rehearsal.passwordVersion(pilot)).isEqualTo(before);
        DirectoryClient.bind(practice, pilot, password).close();
    }

    @Test
    void aPasswordWithoutItsQuotesIsRefused() {
        assertThat(rehearsal.write(pilot, "unicodePwd", PasswordFiles.random())).startsWith("53");
    }
}
