package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Takes a shared library that a machine lacks out of the needs of a 64-bit Linux program, so that one need not install a
 * library only to run our tests. The program must be able to do without: its calls are bound when first made.
 */
final class ElfFile {
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_SYMTAB = 6;
    private static final int DT_JMPREL = 23;
    private static final int DT_PLTRELSZ = 2;
    private static final int DT_VERSYM = 0x6ffffff0;
    private static final int DT_VERNEED = 0x6ffffffe;
    private static final int DT_VERNEEDNUM = 0x6fffffff;
    private static final short WEAK = 2;

    private final ByteBuffer elf;

    private ElfFile(ByteBuffer elf) {
        this.elf = elf.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Rewrites a program in place.
     *
     * @param library the library that is lacking
     * @param instead one that the program needs anyway
     * @param functions functions of the lacking library that are called all the same, and what is called in their place
     */
    static void replaceLibrary(Path program, String library, String instead, Map<String, String> functions)
            throws IOException {
        byte[] bytes = Files.readAllBytes(program);
        ElfFile file = new ElfFile(ByteBuffer.wrap(bytes));
        int substitute = file.offsetOfNeeded(instead);
        file.redirectNeeded(library, substitute);
        file.redirectVersions(library, substitute);
        functions.forEach(file::rename);
        Files.write(program, bytes);
    }

    private void redirectNeeded(String library, int substitute) {
        for (int entry = dynamic(); elf.getLong(entry) != 0; entry += 16) {
            if (elf.getLong(entry) == DT_NEEDED
                    && string(elf.getLong(entry + 8)).equals(library)) {
                elf.putLong(entry + 8, substitute);
            }
        }
    }

    private int offsetOfNeeded(String library) {
        for (int entry = dynamic(); elf.getLong(entry) != 0; entry += 16) {
            if (elf.getLong(entry) == DT_NEEDED
                    && string(elf.getLong(entry + 8)).equals(library)) {
                return (int) elf.getLong(entry + 8);
            }
        }
        throw new IllegalArgumentException("does not need " + library);
    }

    /** The loader insists on the versions of the library that a program was linked with, unless they are marked weak. */
    private void redirectVersions(String library, int substitute) {
        int need = position(value(DT_VERNEED));
        for (long n = value(DT_VERNEEDNUM); n > 0; n--) {
            if (string(elf.getInt(need + 4)).equals(library)) {
                elf.putInt(need + 4, substitute);
                int version = need + elf.getInt(need + 8);
                for (int i = elf.getShort(need + 2); i > 0; i--) {
                    elf.putShort(version + 4, WEAK);
                    version += elf.getInt(version + 12);
                }
            }
            need += elf.getInt(need + 12);
        }
    }

    /** Writes a shorter name over that of a function that the program calls, and asks for it without a version. */
    private void rename(String function, String instead) {
        int relocation = position(value(DT_JMPREL));
        int end = relocation + (int) value(DT_PLTRELSZ);
        for (; relocation < end; relocation += 24) {
            int symbol = elf.getInt(relocation + 12);
            int name = elf.getInt(position(value(DT_SYMTAB)) + symbol * 24);
            if (string(name).equals(function)) {
                elf.put(position(value(DT_STRTAB)) + name, (instead + '\0').getBytes(StandardCharsets.US_ASCII));
                elf.putShort(position(value(DT_VERSYM)) + symbol * 2, (short) 1);
            }
        }
    }

    private String string(long offset) {
        int start = position(value(DT_STRTAB)) + (int) offset;
        int end = start;
        while (elf.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        elf.get(start, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private long value(int tag) {
        int entry = dynamic();
        while (elf.getLong(entry) != tag) {
            entry += 16;
        }
        return elf.getLong(entry + 8);
    }

    private int dynamic() {
        return (int) elf.getLong(segment(PT_DYNAMIC, 0) + 8);
    }

    private int position(long address) {
        int load = segment(PT_LOAD, address);
        return (int) (address - elf.getLong(load + 16) + elf.getLong(load + 8));
    }

    /** The first program header of a type whose segment holds an address; any address will do for other types. */
    private int segment(int type, long address) {
        int header = (int) elf.getLong(32);
        for (int n = elf.getShort(56); n > 0; n--, header += elf.getShort(54)) {
            long start = elf.getLong(header + 16);
            boolean holds = address >= start && address < start + elf.getLong(header + 40);
            if (elf.getInt(header) == type && (type != PT_LOAD || holds)) {
                return header;
            }
        }
        throw new IllegalArgumentException("no segment of type " + type + " at " + address);
    }
}
