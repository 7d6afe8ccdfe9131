using System.Reflection;

namespace Glia.Experiments;

/// <summary>
/// Experiments that come with the library and are run by name: <c>glia train mnist-cnn</c>. Each is a file of <c>samples/experiments</c>.
/// </summary>
public static class NamedExperiments
{
    private const string Prefix = "experiments/", Ending = ".json";

    private static readonly Assembly Own = typeof(NamedExperiments).Assembly;

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Own.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The experiment of a name; null if there is none.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static Experiment? Find(string name)
    {
        if (!Names.Contains(name)) return null;
        using var reader = new StreamReader(Own.GetManifestResourceStream(Prefix + name + Ending)!);
        return Experiment.Parse(name, reader.ReadToEnd());
    }
}
