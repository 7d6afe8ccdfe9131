namespace Glia.Experiments;

/// <summary>The parts a source is divided into by the names of its folders, or of its files: train, val and test.</summary>
internal static class PartNames
{
    private static readonly string[] s_training = ["train", "training"];
    private static readonly string[] s_validation = ["val", "valid", "validation", "dev"];
    private static readonly string[] s_test = ["test", "testing"];

    /// <summary>
    /// Which name is for what, where one of them is a training part and another is not; else null, and the names mean something else.
    /// Where there is a validation part and no test part, it is the part that judges the network.
    /// </summary>
    public static Dictionary<string, SourcePart>? Of(IEnumerable<string> names)
    {
        var parts = new Dictionary<string, SourcePart>(StringComparer.Ordinal);
        foreach (string name in names)
            if (PartOf(name) is { } part) parts[name] = part;
        if (!parts.ContainsValue(SourcePart.Training) || parts.Values.Distinct().Count() < 2) return null;
        if (parts.ContainsValue(SourcePart.Test)) return parts;
        return parts.ToDictionary(
            pair => pair.Key, pair => pair.Value == SourcePart.Validation ? SourcePart.Test : pair.Value, StringComparer.Ordinal);
    }

    private static SourcePart? PartOf(string name)
    {
        // train_images, test-set and train.csv count as train, test and train, and so do mnist_train.csv and mnist_test.csv.
        string[] words = name.ToLowerInvariant().Split('.')[0].Split('_', '-', ' ');
        return PartOfWord(words[0]) ?? PartOfWord(words[^1]);
    }

    private static SourcePart? PartOfWord(string word)
    {
        if (s_training.Contains(word)) return SourcePart.Training;
        if (s_validation.Contains(word)) return SourcePart.Validation;
        return s_test.Contains(word) ? SourcePart.Test : null;
    }
}
