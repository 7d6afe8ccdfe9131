using System.Reflection;

namespace Glia.Programs.Running;

/// <summary>The recorder, which is Python and is carried inside this library.</summary>
internal static class RecorderFiles
{
    private const string Prefix = "recorder/";

    /// <summary>Writes the recorder's files into a folder.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <returns>The file to run.</returns>
    public static string Unpack(string folder)
    {
        Assembly assembly = typeof(RecorderFiles).Assembly;
        Directory.CreateDirectory(folder);
        foreach (string name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using Stream source = assembly.GetManifestResourceStream(name)!;
            using FileStream target = File.Create(Path.Combine(folder, name[Prefix.Length..]));
            source.CopyTo(target);
        }
        return Path.Combine(folder, "record.py");
    }
}
