package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the session store. */
public interface StoreConnections {
    /** Opens a connection, or takes one from a pool, for the caller to close; blocks as long as driver or pool do. */
    Connection open() throws SQLException;
}
