package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.util.List;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.Dialect;

/** Copies with binary COPY on both sides. */
record PostgreSqlBulkCopies(Dialect dialect) implements BulkCopyFactory {

    @Override
    public BulkCopy open(Connection source, Connection target) {
        return new PostgreSqlBulkCopy(this, source, target);
    }

    @Override
    public List<String> statements(BulkCopy.Transfer transfer, int[] types) {
        return List.of(out(transfer), in(transfer));
    }

    String out(BulkCopy.Transfer transfer) {
        return "copy (" + transfer.select() + ") to stdout (format binary)";
    }

    String in(BulkCopy.Transfer transfer) {
        return "copy " + transfer.target().sql(dialect) + " (" + String.join(", ", transfer.columns())
                + ") from stdin (format binary)";
    }
}
