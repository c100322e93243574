package dev.bellwether.cli.check;

import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a command is given; {@code -} is the standard input. */
public final class FileInput {
    private FileInput() {}

    /**
     * The text of a file.
     *
     * @throws CommandFailure where it cannot be read
     */
    public static String read(String file, CommandContext context) {
        try {
            byte[] bytes = file.equals("-") ? context.input().readAllBytes() : Files.readAllBytes(Path.of(file));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new CommandFailure(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + ": the file is not UTF-8");
        } catch (IOException e) {
            String reason = Files.isDirectory(Path.of(file)) ? "a directory, a file is needed" : e.getMessage();
            throw new CommandFailure(file + ": " + reason);
        }
    }
}
