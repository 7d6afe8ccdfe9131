namespace Glia.Data.Readers;

/// <summary>Inputs that somebody saved without targets, as one does who wants them predicted.</summary>
internal static class LoneInputs
{
    /// <summary>
    /// The inputs of a <c>.npy</c> without its <c>y</c> file, of an <c>.npz</c> that holds one array,
    /// or one of a usual name without its targets.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is said of it.</param>
    /// <returns>Null where the file is of another kind, is not there, or holds targets too: then it is read like any other.</returns>
    /// <exception cref="GliaException">It is damaged, or holds no inputs.</exception>
    public static Features? Read(string path, DataFileOptions options)
    {
        if (options.Targets is not null || !File.Exists(path)) return null;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" when !HasPartner(path) => Filled(Npy.Open(path, options.MapFrom).ToFeatures(path), path),
            ".npz" => FromArchive(path, options),
            _ => null,
        };
    }

    private static bool HasPartner(string path)
    {
        string? targets = ArrayFiles.Partner(Path.GetFileNameWithoutExtension(path));
        if (targets is null) return ArrayFiles.Beside(path) is not null;
        return File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, targets + ".npy"));
    }

    private static Features? FromArchive(string path, DataFileOptions options)
    {
        IReadOnlyList<string> names = Npz.Names(path);
        string? inputs = names is [string one] ? one
            : options.Inputs is [string given] ? names.FirstOrDefault(name => name == given)
            : names.FirstOrDefault(name => ArrayFiles.Partner(name) is not null);
        bool alone = inputs is not null && (ArrayFiles.Partner(inputs) is not { } targets || !names.Contains(targets));
        return alone ? Filled(Npz.Open(path, options.MapFrom)[inputs!].ToFeatures($"{path}, array {inputs},"), path) : null;
    }

    private static Features Filled(Features inputs, string path)
    {
        DataFile.RequireRows(inputs.Rows, path);
        return inputs;
    }
}
