package writeback.relay.entraconnect;

import java.util.List;

/**
 * How to ask the Entra Connect server: {@code connect} in {@code relay.yaml}.
 *
 * @param powershell the command that runs PowerShell, word by word, such as {@code [powershell.exe]}
 * @param server name of the server, for people
 */
public record ConnectSettings(List<String> powershell, String server) {

    public ConnectSettings {
        powershell = List.copyOf(powershell);
        if (powershell.isEmpty()) {
            throw new IllegalArgumentException("connect.powershell names no command");
        }
    }
}
