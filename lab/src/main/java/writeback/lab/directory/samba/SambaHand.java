package writeback.lab.directory.samba;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.DomainHand;

/** The hand inside Samba: its database, opened beside the server by the controller. */
final class SambaHand implements DomainHand {

    private final ControllerProcess controller;

    SambaHand(ControllerProcess controller) {
        this.controller = controller;
    }

    @Override
    public void change(List<LDIFChangeRecord> changes) {
        for (LDIFChangeRecord change : changes) {
            controller.request("ldif", Map.of("ldif", change.toLDIFString() + "\n"));
        }
    }

    @Override
    public List<Entry> search(String base, String filter, String... attributes) {
        List<Entry> entries = new ArrayList<>();
        JsonNode answer =
                controller.request("search", Map.of("base", base, "filter", filter, "attributes", List.of(attributes)));
        for (JsonNode ldif : answer.path("entries")) {
            try (LDIFReader reader = new LDIFReader(new BufferedReader(new StringReader(ldif.asString())))) {
                Entry entry = reader.readEntry();
                if (entry != null) {
                    entries.add(entry);
                }
            } catch (LDIFException | IOException e) {
                throw new DirectoryTrouble("the domain controller gave an entry that is no LDIF", e);
            }
        }
        return entries;
    }
}
