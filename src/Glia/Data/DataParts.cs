namespace Glia.Data;

/// <summary>What is trained with, and what is tested with where the source holds a part back.</summary>
/// <param name="Train">The training part, or everything.</param>
/// <param name="Test">The test part; null where there is none.</param>
public sealed record DataParts(Dataset Train, Dataset? Test);
