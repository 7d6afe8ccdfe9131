using Glia.Files;
using Glia.Interop.Files;
using Glia.Interop.Networks;
using Glia.Interop.Torch;

namespace Glia.Interop;

/// <summary>The tensors of files that hold weights and no layers: PyTorch's state dicts and safetensors.</summary>
public static class ForeignTensors
{
    /// <summary>Names and numbers in the order of the file; every type becomes float32.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">The file is of another kind, damaged, or holds something that would have to be run.</exception>
    public static IReadOnlyList<KeyValuePair<string, NdArray>> Read(string path) =>
        [.. Open(path, Recognition.Of(path)).Select(tensor => KeyValuePair.Create(tensor.Name, Array(tensor)))];

    internal static IReadOnlyList<ForeignTensor> Open(string path, FileFormat format) => format switch
    {
        FileFormat.Torch => TorchFile.Read(path, old: false),
        FileFormat.TorchOld => TorchFile.Read(path, old: true),
        FileFormat.Safetensors => [.. Safetensors.Read(path).Tensors.Select(tensor => ForeignTensor.Of(tensor.Key, tensor.Value))],
        _ => throw new GliaException($"{path} is {Recognition.Words(format)} and no file of weights alone; give a state dict (.pt) or " +
            ".safetensors."),
    };

    /// <summary>Whether a safetensors file is another program's: Glia's own say which network they are of.</summary>
    internal static bool IsForeign(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        return !SafetensorsHeader.Read(stream, path).Metadata.ContainsKey("glia");
    }

    private static NdArray Array(ForeignTensor tensor)
    {
        float[] numbers = tensor.Read();
        return new NdArray(NumberType.Float32, [.. tensor.Shape], ForeignTensor.BytesOf(numbers).ToArray());
    }
}
