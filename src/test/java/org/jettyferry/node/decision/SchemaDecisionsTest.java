package org.jettyferry.node.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.registry.RegistrySnapshot;
import org.jettyferry.node.registry.Schema;
import org.junit.jupiter.api.Test;

/** Checks what the contexts of a schema share. */
class SchemaDecisionsTest {
    private final SchemaDecisions decisions = new SchemaDecisions();

    @Test
    void theContextsOfADisabledSchemaWaitAsLongAsItSays() {
        decisions.update(snapshot(7000));
        assertThat(of(true).state).isEqualTo(ContextState.DISABLED);
        assertThat(of(true).parkMillis).isEqualTo(7000);

        decisions.update(snapshot(-1));
        assertThat(of(true).parkMillis).isZero();
    }

    @Test
    void nobodyWaitsForAContextThatIsDisabledByItself() {
        decisions.update(snapshot(7000));

        assertThat(of(false).state).isEqualTo(ContextState.DISABLED);
        assertThat(of(false).parkMillis).isZero();
    }

    private Decision of(boolean enabled) {
        return decisions.of(new ContextRow("a", 1, enabled, "")).decision();
    }

    private static RegistrySnapshot snapshot(long parkMillis) {
        return new RegistrySnapshot(
                2, Map.of(1L, new Schema(1, "s", "old", false, "", null, parkMillis)), Set.of("old"));
    }
}
