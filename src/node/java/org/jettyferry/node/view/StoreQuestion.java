package org.jettyferry.node.view;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to ask of a database, once. */
public interface StoreQuestion<T> {
    /** Asks it over a connection that is closed afterwards. */
    T ask(Connection connection) throws SQLException;
}
