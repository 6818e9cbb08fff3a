/**
 * Takes a login to another host name: a one-time ticket in the address of a redirect.
 *
 * <pre>
 *   old.example.com                        registry                       new.example.com
 *   request with a session cookie
 *     TicketOffice.mint ── hash, sealed id ──▶ ferry_ticket
 *     302 …?ferry-ticket=T ──────────────────────────────────────────────▶ TicketOffice.redeem
 *                                          ferry_ticket ◀── take by hash ──    Set-Cookie, 302 to the clean address
 * </pre>
 *
 * <p>A ticket is {@code random.expiry.mac}. The random part is the capability; the registry has its hash alone, and the
 * id of the session sealed with a key that is derived from it. The MAC lets a node refuse what is forged, altered, or
 * meant for another place without asking the registry.
 *
 * <p>This is the only input and output of a request in the node, and only of a request that leaves or has just come: on
 * two threads with a connection each, for 250 ms at most. A request that brings no ticket costs one search in its query.
 *
 * <p>Thread-safety: {@code TicketOffice} is thread-safe, the rest immutable.
 *
 * <p>Hazards: a ticket is a login for some seconds. It must not be in any log, message or page; no class here has a
 * {@code toString} that shows one. docs/security.md has the threats, and the test of each answer.
 */
@NullMarked
package org.jettyferry.node.ticket;

import org.jspecify.annotations.NullMarked;
