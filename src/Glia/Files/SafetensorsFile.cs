namespace Glia.Files;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The arrays under their names.</param>
/// <param name="Metadata">Free text under free names; empty where the file has none.</param>
public sealed record SafetensorsFile(IReadOnlyDictionary<string, NdArray> Tensors, IReadOnlyDictionary<string, string> Metadata);
