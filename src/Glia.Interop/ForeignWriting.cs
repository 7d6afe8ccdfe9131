using System.Text.Json.Nodes;
using Glia.Interop.Keras;
using Glia.Interop.Onnx;
using Glia.Interop.TensorFlowJs;
using Glia.Interop.Torch;
using Glia.Models;

namespace Glia.Interop;

/// <summary>Writes models for other programs.</summary>
public static class ForeignWriting
{
    /// <summary>Writes a model as ONNX, its scaling of inputs and targets included; the file appears whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer or function cannot be said in ONNX, or the file cannot be written.</exception>
    public static IReadOnlyList<string> Onnx(Model model, string path) =>
        Told(model, OnnxWriter.Write(path, model));

    /// <summary>Writes a model as a <c>.keras</c> of Keras 3, its scaling of inputs and targets as layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="training">How it was trained, as the part <c>training</c> of an experiment file says it: loss, optimizer and metrics
    /// become what the file was compiled with. Null where nobody knows.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer or function does not exist in Keras, or the file cannot be written.</exception>
    public static IReadOnlyList<string> Keras(Model model, string path, JsonObject? training = null) =>
        Told(model, KerasWriter.WriteArchive(path, model, training));

    /// <summary>Writes a model as an <c>.h5</c> of Keras 2, its scaling of inputs and targets as layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="training">How it was trained, as the part <c>training</c> of an experiment file says it: loss, optimizer and metrics
    /// become what the file was compiled with. Null where nobody knows.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer or function does not exist in Keras, or the file cannot be written.</exception>
    public static IReadOnlyList<string> KerasHdf5(Model model, string path, JsonObject? training = null) =>
        Told(model, KerasWriter.WriteHdf5(path, model, training));

    /// <summary>Writes a model as a layers model of TensorFlow.js: a <c>model.json</c>, and files of numbers beside it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The <c>model.json</c>.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer or function does not exist there, or a file cannot be written.</exception>
    public static IReadOnlyList<string> TensorFlowJs(Model model, string path) =>
        Told(model, TensorFlowJsWriter.Write(path, model));

    /// <summary>
    /// Writes the weights of a chain of layers in safetensors as an <c>nn.Sequential</c> of PyTorch has them, and beside it, with the
    /// ending
    /// <c>.py</c>, the program that loads them.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file of weights.</param>
    /// <returns>The program, and what does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">The network branches, a layer has no module there, or a file cannot be written.</exception>
    public static (string Program, IReadOnlyList<string> Notes) Torch(Model model, string path)
    {
        (string program, IReadOnlyList<string> notes) = TorchWriter.Write(path, model);
        return (program, Told(model, notes));
    }

    // No format has a word for it.
    private static IReadOnlyList<string> Told(Model model, IReadOnlyList<string> notes) => model.TestTimeAugmentation is { } views
        ? [.. notes, "the test-time augmentation does not travel: what was the " +
            $"mean of {views.Views} answers is the one to the picture as it is."]
        : notes;
}
