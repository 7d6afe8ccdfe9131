using System.IO.Compression;
using Glia.Files;

namespace Glia.Interop.OpenMl;

/// <summary>
/// What OpenML answered before, packed, in the folder and under the names that scikit-learn's <c>fetch_openml</c> uses: what was
/// downloaded there is not downloaded again, and the other way round.
/// </summary>
/// <param name="home">scikit-learn's folder of data.</param>
internal sealed class OpenMlCache(string home)
{
    /// <summary>The folder that scikit-learn uses: <c>SCIKIT_LEARN_DATA</c>, or <c>scikit_learn_data</c> in the home folder.</summary>
    public static string UsualHome => Environment.GetEnvironmentVariable("SCIKIT_LEARN_DATA") is { Length: > 0 } stated ? stated
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "scikit_learn_data");

    /// <summary>The folder.</summary>
    public string Home => home;

    /// <summary>Where the answer to a request lies or will lie. The host is always this, whichever was asked.</summary>
    /// <param name="request">The path of the request; one that ends in / gives a file called <c>.gz</c>.</param>
    public string PathOf(string request) => Path.Combine([home, "openml", "openml.org", .. (request + ".gz").Split('/')]);

    /// <summary>Whether there is an answer.</summary>
    public bool Has(string request) => File.Exists(PathOf(request));

    /// <summary>The names of the answers below a request, without their endings.</summary>
    public IEnumerable<string> Below(string request)
    {
        string folder = Path.Combine([home, "openml", "openml.org", .. request.Split('/')]);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.gz").Select(file => Path.GetFileNameWithoutExtension(file))
            : [];
    }

    /// <summary>An answer, unpacked while it is read.</summary>
    /// <exception cref="GliaException">It cannot be opened.</exception>
    public Stream Open(string request)
    {
        string path = PathOf(request);
        FileStream packed = BoundedReading.Open(path);
        return new BudgetedStream(new GZipStream(packed, CompressionMode.Decompress), BudgetedStream.BudgetOf(packed.Length), path);
    }

    /// <summary>Keeps an answer: written beside and renamed, so that it is there whole or not at all.</summary>
    /// <param name="request">What it answers.</param>
    /// <param name="answer">The bytes as they came.</param>
    /// <param name="arePacked">Whether they came packed.</param>
    /// <param name="check">Looks at what was written before it counts, given its path.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public void Keep(string request, Stream answer, bool arePacked, Action<string> check)
    {
        string path = PathOf(request), folder = Path.GetDirectoryName(path)!;
        string part = Path.Combine(folder, $".part-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            using (FileStream file = File.Create(part))
            {
                if (arePacked) answer.CopyTo(file);
                else
                {
                    using var packing = new GZipStream(file, CompressionLevel.Optimal);
                    answer.CopyTo(packing);
                }
            }
            check(part);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
        {
            throw new GliaException($"What OpenML sent cannot be kept in {folder} ({error.Message.TrimEnd('.')}); make that folder " +
                "writable, or name another by SCIKIT_LEARN_DATA.", error);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }
}
