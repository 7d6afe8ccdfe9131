using Glia.Files;
using Glia.Interop.Onnx;

namespace Glia.Interop;

/// <summary>Writes models for other programs.</summary>
public static class ForeignWriting
{
    /// <summary>Writes a model as ONNX, its scaling of inputs and targets included; the file appears whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer or function cannot be said in ONNX, or the file cannot be written.</exception>
    public static IReadOnlyList<string> Onnx(Model model, string path) => OnnxWriter.Write(path, model);
}
