package org.jettyferry.store.transfer;

import org.jettyferry.jdbc.Database;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.table.StoreNames;

/**
 * One of the two stores of a transfer.
 *
 * @param database that holds it
 * @param names of its tables and columns
 * @param release of the nodes that use it: it decides how rows are filled
 */
public record TransferEnd(Database database, StoreNames names, JettyRelease release) {}
