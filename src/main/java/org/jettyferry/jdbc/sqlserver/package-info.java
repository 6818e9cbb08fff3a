/**
 * SQL Server and servers that are compatible with it. Three properties shape this package:
 *
 * <ul>
 *   <li>DDL is transactional, and names of indexes belong to their table. Names of constraints are unique in a schema
 *       and stay with the old table; a constraint that a site has named is therefore refused
 *       ({@link SqlServerInventory}).
 *   <li>Text exists in two kinds. {@code varchar} uses a code page and {@code nvarchar} is Unicode; a comparison of
 *       both converts the column, so that its index is lost and sometimes its order too. {@link SqlServerExpressions}
 *       writes each literal in the column's own kind and collation.
 *   <li>Many catalog views need rights that a session store's user lacks. Without them the package reports less, for
 *       example no size and no users, but still works.
 * </ul>
 *
 * <p>Views of {@code INFORMATION_SCHEMA} are written in upper case and those of {@code sys} in lower case: a database
 * with a case-sensitive collation accepts no other spelling. Compatible servers may lack some views;
 * {@link SqlServerTableViews} treats a missing view as an empty one.
 *
 * <p>The driver turns batches into bulk copies, except for columns of the old type {@code image}.
 */
@NullMarked
package org.jettyferry.jdbc.sqlserver;

import org.jspecify.annotations.NullMarked;
