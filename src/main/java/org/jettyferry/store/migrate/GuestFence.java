package org.jettyferry.store.migrate;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.jetty.SessionColumn;

/**
 * A CHECK constraint on a new table of generation 1 that refuses attributes in the layout of Jetty 9.4.13 and later. A guest
 * that has not noticed yet that the tables have changed would write such ones, with its intervals in milliseconds: the server
 * refuses the statement as a whole, and the guest looks at the tables anew. The other way round no fence is needed, because
 * there a guest names the column {@code rowId}.
 *
 * <p>The fence stays: no run can know that the last guest has noticed, since a guest may have slept through the swap with a
 * statement in its hands; and it hinders nobody else, since nodes of Jetty up to 9.3 never write this layout. A later upgrade
 * leaves it behind with the old table.
 */
final class GuestFence {
    /** Where the name of the first class stands in a blob, counted from 1. */
    private static final int NAME_AT = 9;

    private GuestFence() {}

    /** Puts it up, if the target is of generation 1. */
    static void putUp(RunContext context) throws SQLException {
        if (!context.plan().makesIds()) {
            return;
        }
        byte[] name = BlobLayout.ENTRIES.topClass().getBytes(StandardCharsets.US_ASCII);
        String map = context.dialect().quote(context.plan().target().name(SessionColumn.MAP));
        Sql.execute(
                context.connection(),
                "alter table " + context.plan().target().sessions().sql(context.dialect()) + " add constraint "
                        + context.dialect()
                                .quote(GuestLock.FENCE + context.plan().names().run()) + " check (substring(" + map
                        + ", " + NAME_AT + ", " + name.length + ") <> "
                        + context.dialect().bytes(name) + ")");
    }
}
