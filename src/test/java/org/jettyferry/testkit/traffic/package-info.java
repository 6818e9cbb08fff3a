/** Steady traffic of users who know what must be in their carts, and a record of every answer that they got. */
package org.jettyferry.testkit.traffic;
