package org.jettyferry.jdbc.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.TableName;
import org.junit.jupiter.api.Test;

/** The text of the trigger, which no server has run so far: what must be in it, whatever else it says. */
class SqlServerColumnSyncTest {
    private final SqlServerColumnSync sync = new SqlServerColumnSync(new SqlServerDialect());
    private final ColumnPair pair = new ColumnPair(
            new TableName("dbo", "shop_order"),
            List.of("tenant", "order_id"),
            new ColumnPair.Side("state", "varchar(20)", "lower(status)"),
            new ColumnPair.Side("status", "nvarchar(20)", "upper(state)"),
            Optional.of("('new')"),
            "ferry_column_x",
            new TableName("dbo", "ferry_column_conflict"));
    private final String trigger =
            sync.createTrigger(pair, "ferry_column_x").get(0).replaceAll("\\s+", " ");

    @Test
    void itsOwnWritesDoNotCallItAgain() {
        assertThat(trigger)
                .contains("if @@rowcount = 0 or trigger_nestlevel(object_id('[dbo].[ferry_column_x]')) > 1 return;");
    }

    @Test
    void rowsAreFoundByTheWholeKey() {
        assertThat(trigger)
                .contains("t.[tenant] = i.[tenant] and t.[order_id] = i.[order_id]")
                .contains("d.[tenant] = i.[tenant] and d.[order_id] = i.[order_id]");
    }

    @Test
    void textsAreComparedToTheLetter() {
        assertThat(trigger)
                .contains("select cast(i.[state] as varbinary(max)) except select cast(d.[state] as varbinary(max))");
    }

    @Test
    void noWordOfTheTemplateIsLeft() {
        assertThat(trigger).doesNotContain("OF_VALUE", "_KEY", "NEW_", "OLD_", "HAS_ROW", "MARK", "CONFLICT");
    }

    @Test
    void aDefaultOfTheColumnGoesBeforeTheColumn() {
        List<String> drop = sync.drop(pair, "state");

        assertThat(drop).hasSize(3);
        assertThat(drop.get(0)).contains("drop trigger [dbo].[ferry_column_x]");
        assertThat(drop.get(1)).contains("drop constraint", "default_constraints");
        assertThat(drop.get(2)).contains("drop column [state]");
    }
}
