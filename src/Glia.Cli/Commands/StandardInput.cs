
namespace Glia.Cli.Commands;

/// <summary>Data piped in: the word <c>-</c> in the place of a file.</summary>
internal static class StandardInput
{
    private const string Word = "-", Name = "standard input";

    // The name of the first file of a zip archive stands in so many bytes, unless it is very long.
    private const int MostOfStart = 256;

    /// <summary>Runs a command on a file, or on what is piped in, which is kept in a file while it runs.</summary>
    /// <param name="what">The word that names the data.</param>
    /// <param name="run">The command; gets the path of a file.</param>
    /// <exception cref="GliaException">Nothing was piped in, or the command refused it.</exception>
    public static int Use(string what, Func<string, int> run)
    {
        if (what != Word) return run(what);
        using Stream input = Console.OpenStandardInput();
        return Use(input, run);
    }

    /// <summary>Refuses it where an experiment would have to name its data for later.</summary>
    /// <param name="what">The word that names the data.</param>
    /// <exception cref="GliaException">It is what is piped in.</exception>
    public static void Refuse(string what)
    {
        if (what == Word)
            throw new GliaException("What is piped in (-) can be evaluated and predicted, but an experiment names its data by their " +
                "path, to be repeated; save them in a file and give that.");
    }

    /// <summary>The same for a command that takes several files; what is piped in stands alone.</summary>
    public static int Use(string[] what, Func<string[], int> run) => what is [Word] ? Use(Word, file => run([file])) : run(what);

    /// <summary>The same for any stream.</summary>
    internal static int Use(Stream input, Func<string, int> run)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("glia-");
        string file = Path.Combine(folder.FullName, "stdin");
        try
        {
            using (FileStream kept = File.Create(file)) input.CopyTo(kept);
            file = Named(file);
            return run(file);
        }
        catch (GliaException error)
        {
            throw new GliaException(error.Message.Replace(file, Name, StringComparison.Ordinal), error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A file's name says its kind; here its first bytes do.
    private static string Named(string file)
    {
        Span<byte> first = stackalloc byte[MostOfStart];
        int read;
        using (FileStream stream = File.OpenRead(file)) read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (read == 0) throw new GliaException("Standard input is empty; pipe in a CSV table, an .npy or an .npz file.");
        string kind = first[..read] switch
        {
            [0x93, (byte)'N', ..] => ".npy",
            // A zip archive that does not begin with an array is a spreadsheet or the like, which the reader of tables names.
            [(byte)'P', (byte)'K', .. var header] when header.IndexOf(".npy"u8) >= 0 => ".npz",
            [0x1f, 0x8b, ..] => ".csv.gz",
            _ => ".csv",
        };
        File.Move(file, file + kind);
        return file + kind;
    }
}
