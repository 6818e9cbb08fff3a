package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jettyferry.node.registry.SchemaCounts;
import org.jettyferry.testkit.web.PlainRequest;
import org.junit.jupiter.api.Test;

/** What a node counts of the requests that it does not let through: by schema, and only those of contexts. */
class SchemaTallyTest {
    private final Site site = new Site("migrationRedirectURL", "https://new.example.com");

    @Test
    void requestsAreCountedBySchemaAndAnswer() {
        site.context("/shop", 1);
        site.send(PlainRequest.get("/shop/"));
        assertThat(site.routing().counts()).isEmpty();
        site.schema(1, "old", false);
        site.send(PlainRequest.get("/shop/"));
        site.send(PlainRequest.get("/shop/"));
        site.schema(1, "new", true);
        site.send(PlainRequest.get("/shop/"));
        assertThat(List.copyOf(site.routing().counts())).containsExactly(new SchemaCounts(1, 0, 2, 1, 0));
    }

    @Test
    void aStrangerIsNotCounted() {
        site.set("unknownContext", "disabled");
        site.send(PlainRequest.get("/shop/"));
        assertThat(site.routing().counts()).isEmpty();
    }
}
