using Glia.Experiments;

namespace Glia.Images.Folders;

/// <summary>An image of a source and what it shows.</summary>
/// <param name="Path">The file.</param>
/// <param name="Targets">Its class, or what the columns of a table say of it; empty where nothing is known.</param>
/// <param name="Part">What it is for.</param>
internal sealed record ImageItem(string Path, string[] Targets, SourcePart Part);
