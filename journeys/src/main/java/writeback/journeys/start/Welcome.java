package writeback.journeys.start;

/** What {@code script/server} prints once everything is ready. */
final class Welcome {
    private static final String WINDOWS =
            """

            In the two Teams windows: type sign in as Avery and press what the card offers, then type enable as Riley and
            press the first button of each card. The links lead into the practice organisation; step 4 and the rehearsal of
            step 5 wait until Avery presses Approve.
            """;

    /** Takes the address of the lab's page. What stands in it is also what the transcript is made of. */
    private static final String TERMINAL =
            """

            The same in another terminal. A link that is printed wants a browser, which warns of the practice organisation's
            own certificate: go on.
              script/chat --as approver sign in
              script/chat --as approver --press "Sign in"             open the link, pick Avery Approver
              script/chat enable
              script/chat --press "Next: sign in"
              script/chat --press "Sign in"                           open the link, pick Riley Requester
              script/chat status
              script/chat --press "Next: step 1"
                  tick Password writeback, Configure:                 %1$s/wizard
              script/chat --press "I have done it"
              script/chat --press "Back to the overview"
              script/chat --press "Next: step 3a"
              script/chat --press "Open On-premises integration"      open the link, tick both options, Save
              script/chat --press "I have done it"
              script/chat --press "Back to the overview"
              script/chat --press "Next: step 3b"
              script/chat --press "Open Password reset"               open the link, choose Selected, Save;
                                                                      tab Registration: 1, Save
              script/chat --press "I have done it"
              script/chat --press "Back to the overview"
              script/chat --press "Next: step 4"
              script/chat --press "Plan this change"
              script/chat --press "Ask for approval" --input reason="Pilot starts on Monday." --input consent=yes
              script/chat --as approver --press "Approve" --wait=8
              script/chat enable
              script/chat --press "Next: step 5"
              script/chat --press "Rehearse on a test account"
              script/chat --press "Make the plan"
              script/chat --press "Ask for approval" --input reason="Does it work?"
              script/chat --as approver --press "Approve" --wait=8
              script/chat enable
            Ctrl-C stops everything.
            """;

    private Welcome() {}

    static String text(Organisation organisation, Options options, long seconds) {
        StringBuilder text = new StringBuilder()
                .append("Ready after ")
                .append(seconds)
                .append(" s. A practice organisation with a directory in ")
                .append(options.directory().equals("samba") ? "Samba" : "memory")
                .append("; nothing here is a real tenant.\n\n");
        if (options.playground().isPresent()) {
            text.append(line("Teams of Riley Requester", organisation.playground("requester")))
                    .append(line("Teams of Avery Approver", organisation.playground("approver")));
        }
        return text.append(line("Portal, wizard, faults", organisation.page()))
                .append(line(
                        "Logs and configuration", organisation.folder().root().toString()))
                .append(options.playground().isPresent() ? WINDOWS : "")
                .append(String.format(TERMINAL, organisation.page()).replace("script/chat", chat(options)))
                .toString();
    }

    private static String chat(Options options) {
        return options.isUsualRun() ? "script/chat" : "script/chat --run=" + options.run();
    }

    private static String line(String what, String where) {
        return String.format("  %-26s %s%n", what, where);
    }
}
