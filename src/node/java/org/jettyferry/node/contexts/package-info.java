/**
 * The contexts that requests have asked this node for: a bounded cache that requests read without a lock.
 *
 * <p>{@link org.jettyferry.node.contexts.ContextCache} finds an entry by the part of the path that names the context,
 * without a copy of that text. {@code ContextIndex} is the hash table behind it: the name, packed into two numbers,
 * lies in the slot itself, so that one cache line answers. {@code HotEntries} keeps entries in use side by side in
 * memory; among a million names they would lie on as many pages. A {@code CacheEntry} is what a request reads, a
 * {@code CachedContext} all that is known. {@code ContextNumbers} numbers them, so that a thread can note in its slot
 * which context it works for.
 *
 * <pre>
 *   request ──name──▶ ContextIndex ─ found ─▶ CacheEntry ──▶ SharedDecision of its schema
 *                          │ not found                             ▲
 *                          ▼                                       │
 *                     wanted names ──▶ poller looks them up ──▶ answer(): into the index
 * </pre>
 *
 * <p>A name that was not looked up yet waits in a bounded map until the poller has an answer. A name that the
 * registry does not have is cached too, within a bound of its own, so that invented names evict no context.
 *
 * <p>Why no {@code ConcurrentHashMap}: it needs a string as key, so each request would copy a part of its path, and
 * it follows two references per search. With a million contexts it takes several times as long.
 *
 * <p>Thread-safety: one thread at a time changes the cache (its methods are synchronized), any number of threads read.
 *
 * <p>Hazards: an index never loses an entry, a new index replaces it. So an entry in hand may have been evicted, and
 * is right only until its context changes: after waiting for a look-up, find the entry again. An entry with requests
 * in flight is never evicted, or the drain would not see them.
 */
@NullMarked
package org.jettyferry.node.contexts;

import org.jspecify.annotations.NullMarked;
