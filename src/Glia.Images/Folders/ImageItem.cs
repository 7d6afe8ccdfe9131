namespace Glia.Images.Folders;

/// <summary>An image of a source and what it shows.</summary>
/// <param name="Path">The file.</param>
/// <param name="Targets">Its class, or what the columns of a table say of it; empty where nothing is known.</param>
/// <param name="Part">What it is for.</param>
internal sealed record ImageItem(string Path, string[] Targets, ImagePart Part);

/// <summary>What the rows of a source are for, in the order in which they lie in the data.</summary>
internal enum ImagePart
{
    /// <summary>To learn from.</summary>
    Training,

    /// <summary>To choose the best epoch by.</summary>
    Validation,

    /// <summary>To judge the finished network by.</summary>
    Test,
}
