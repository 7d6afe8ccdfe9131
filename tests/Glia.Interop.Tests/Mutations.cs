namespace Glia.Interop.Tests;

/// <summary>Files with changed bytes, and cut off ones: each gives an answer or a sentence, nothing else, and soon.</summary>
internal static class Mutations
{
    private const int Tries = 400;

    public static void Try(params string[] fixtures) => Try(path => ForeignModels.Open(path), fixtures);

    public static void Try(Func<string, object?> open, params string[] fixtures)
    {
        var random = new System.Random(5);
        string folder = Directory.CreateTempSubdirectory("glia-mutations-").FullName;
        foreach (string fixture in fixtures)
        {
            byte[] whole = File.ReadAllBytes(Fixture.Of(fixture));
            string path = Path.Combine(folder, fixture);
            for (int i = 0; i < Tries; i++)
            {
                byte[] bytes = i % 4 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
                for (int change = 0; change < 1 + i % 3 && bytes.Length > 0; change++)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(path, bytes);
                try
                {
                    _ = open(path);
                }
                catch (GliaException error)
                {
                    Assert.Matches(@"[.?]$", error.Message);
                }
            }
        }
        Directory.Delete(folder, recursive: true);
    }
}
