namespace Glia.Images.Folders;

/// <summary>The parts a source is divided into by the names of its folders, or of its tables: train, val and test.</summary>
internal static class Parts
{
    private static readonly string[] s_training = ["train", "training"];
    private static readonly string[] s_validation = ["val", "valid", "validation", "dev"];
    private static readonly string[] s_test = ["test", "testing"];

    /// <summary>
    /// Which name is for what, where one of them is a training part and another is not; else null, and the names mean something else.
    /// Where there is a validation part and no test part, it is the part that judges the network.
    /// </summary>
    public static Dictionary<string, ImagePart>? Of(IEnumerable<string> names)
    {
        var parts = new Dictionary<string, ImagePart>(StringComparer.Ordinal);
        foreach (string name in names)
            if (PartOf(name) is { } part) parts[name] = part;
        if (!parts.ContainsValue(ImagePart.Training) || parts.Values.Distinct().Count() < 2) return null;
        if (parts.ContainsValue(ImagePart.Test)) return parts;
        return parts.ToDictionary(
            pair => pair.Key, pair => pair.Value == ImagePart.Validation ? ImagePart.Test : pair.Value, StringComparer.Ordinal);
    }

    private static ImagePart? PartOf(string name)
    {
        // train_images, test-set and train.csv count as train, test and train.
        string word = name.Split('_', '-', '.', ' ')[0].ToLowerInvariant();
        if (s_training.Contains(word)) return ImagePart.Training;
        if (s_validation.Contains(word)) return ImagePart.Validation;
        return s_test.Contains(word) ? ImagePart.Test : null;
    }
}
