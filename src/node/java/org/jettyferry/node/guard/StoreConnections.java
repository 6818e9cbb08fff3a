package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.SQLException;

/** The way to the session store. */
public interface StoreConnections {
    /** Opens a connection, or takes one from a pool; the caller closes it. May block as long as the driver or the pool does. */
    Connection open() throws SQLException;
}
