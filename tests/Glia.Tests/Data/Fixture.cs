using System.Security.Cryptography;

namespace Glia.Tests.Data;

/// <summary>Files made elsewhere, and a folder for files made here.</summary>
internal static class Fixture
{
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Reference", .. parts]);

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Runs a test with a path that nothing lies at; what is made there is removed.</summary>
    public static void WithFile(string extension, Action<string> test)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        try
        {
            test(path);
        }
        finally
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            File.Delete(path);
        }
    }

    /// <summary>Whether reading bytes works or ends in a sentence, and never asks for memory that the bytes do not justify.</summary>
    public static bool ReadsOrExplains(byte[] bytes, Action<Stream> read, long allowance = 4 << 20)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(new MemoryStream(bytes));
        }
        catch (GliaException e)
        {
            if (!e.Message.EndsWith('.') || e.Message.Length < 20) return false;
        }
        return GC.GetAllocatedBytesForCurrentThread() - before < allowance;
    }
}
