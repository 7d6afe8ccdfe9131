using Glia.Files;
using Glia.Interop.Files;
using Glia.Interop.Keras;
using Glia.Interop.Onnx;
using Glia.Interop.TensorFlowJs;
using Glia.Interop.Torch;
using Glia.Models;

namespace Glia.Interop;

/// <summary>Opens networks that other programs saved.</summary>
public static class ForeignModels
{
    /// <summary>The network of a file of another program.</summary>
    /// <param name="path">The file; a folder of TensorFlow.js will do.</param>
    /// <param name="options">What a file of weights alone does not say; null for nothing.</param>
    /// <returns>Null where the file may be one of Glia's own, which <see cref="Model.Load"/> opens.</returns>
    /// <exception cref="GliaException">It is of a known kind and cannot be read: the sentence says the kind, what is not supported and what
    /// to do; or there is no such file.</exception>
    public static ForeignModel? Open(string path, ForeignModelOptions? options = null)
    {
        FileFormat format = Recognition.Of(path);
        return format switch
        {
            FileFormat.Hdf5 => KerasFile.OpenHdf5(path),
            FileFormat.Keras => KerasFile.OpenArchive(path),
            FileFormat.Onnx => OnnxModelFile.Open(path),
            FileFormat.TensorFlowJs => TensorFlowJsFile.Open(path),
            FileFormat.Torch or FileFormat.TorchOld => Weights(path, format, "a PyTorch file", options),
            FileFormat.Safetensors => ForeignTensors.IsForeign(path) ? Weights(path, format, "a safetensors file", options) : null,
            // Whoever opens models of Glia says that a folder or a text is none.
            FileFormat.Unknown when Directory.Exists(path) || ForeignFile.IsText(ForeignFile.StartOf(path)) => null,
            FileFormat.Unknown => throw Unknown(path),
            _ => throw Refused(path, format),
        };
    }

    /// <summary>Whether a file holds a network of another program, readable or not.</summary>
    /// <param name="path">A file or folder; no where there is none.</param>
    public static bool IsModel(string path) => Path.Exists(path)
        && Recognition.Of(path) is var format && (IsNetwork(format) || format is FileFormat.Hdf5 or FileFormat.KerasDescription);

    private static ForeignModel Weights(string path, FileFormat format, string words, ForeignModelOptions? options) =>
        new StateDict(path, words).Build(ForeignTensors.Open(path, format), options ?? new ForeignModelOptions());

    internal static bool IsNetwork(FileFormat format) => format is FileFormat.Keras or FileFormat.Torch or FileFormat.TorchScript
        or FileFormat.TorchOld
        or FileFormat.Onnx or FileFormat.TensorFlowJs or FileFormat.TensorFlowJsGraph or FileFormat.TensorFlowLite or FileFormat.SavedModel;

    // Each kind with what its owner can do.
    private static GliaException Refused(string path, FileFormat format) => new($"{path} is {Recognition.Words(format)}, " + format switch
    {
        FileFormat.TorchScript => "which holds code and is not run; save the weights by torch.save(model.state_dict(), path).",
        FileFormat.Pickle => "which can run any code and is not opened; save the weights in safetensors, or PyTorch's by " +
            "torch.save(model.state_dict(), path).",
        FileFormat.TensorFlowJsGraph => "a TensorFlow graph and no layers; convert the Keras model by tensorflowjs_converter with " +
            "--output_format=tfjs_layers_model.",
        FileFormat.TensorFlowLite or FileFormat.SavedModel => "a TensorFlow graph, which Glia does not read; save the Keras model " +
            "itself: " +
            "model.save(\"model.keras\").",
        FileFormat.KerasDescription => "so there is nothing to compute with; put the weights beside it and give the weights file.",
        FileFormat.Npz or FileFormat.Npy or FileFormat.Parquet or FileFormat.JsonLines or FileFormat.Matlab or FileFormat.Matlab73
            or FileFormat.Excel or FileFormat.Image => "so data and no network; give a model first and data after it.",
        FileFormat.TensorBoard => "which tells of a training and holds no network; give the model itself.",
        FileFormat.DamagedZip => "as .keras, .pt and .npz are when they are whole; copy or save it again.",
        _ => "and none of the models that are one (.keras, .pt); give the model itself.",
    });

    private static GliaException Unknown(string path)
    {
        byte[] start = ForeignFile.StartOf(path);
        return ForeignFile.NoNetwork(path, start, ForeignFile.Unknown(start),
            "give a model of Glia (.safetensors), Keras (.h5, .keras), PyTorch (.pt), ONNX or TensorFlow.js");
    }
}
