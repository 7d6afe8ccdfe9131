using Glia.Experiments;

namespace Glia.Images.Folders;

/// <summary>The images of a source, before any is opened.</summary>
/// <param name="Items">The images: training, validation, test, each in the order of their paths.</param>
/// <param name="Notes">What was found and what was left out, a sentence each.</param>
internal sealed record ImageListing(IReadOnlyList<ImageItem> Items, IReadOnlyList<string> Notes)
{
    /// <summary>What is said of each image is a value, and not its class by the name of a folder.</summary>
    public bool FromTable { get; init; }

    /// <summary>Brings the items into the order of the parts; within a part their order stays.</summary>
    public static IReadOnlyList<ImageItem> InOrder(IEnumerable<ImageItem> items) => [.. items.OrderBy(item => item.Part)];

    /// <summary>The note about what has no label.</summary>
    public static string Unlabeled(int count, string noun) => $"left out: {count:N0} {noun}{(count == 1 ? "" : "s")} without a label";

    /// <summary>How many items a part has.</summary>
    public int Count(SourcePart part) => Items.Count(item => item.Part == part);
}
