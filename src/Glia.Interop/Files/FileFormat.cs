namespace Glia.Interop.Files;

/// <summary>What a file is, told from what is in it and not from its name.</summary>
public enum FileFormat
{
    /// <summary>None of those that follow: it may be text.</summary>
    Unknown,

    /// <summary>HDF5, as Keras' <c>.h5</c> is.</summary>
    Hdf5,

    /// <summary>MATLAB's file of version 7.3, which is HDF5.</summary>
    Matlab73,

    /// <summary>Keras' <c>.keras</c>.</summary>
    Keras,

    /// <summary>PyTorch's <c>.pt</c> since version 1.6.</summary>
    Torch,

    /// <summary>A program compiled by PyTorch (TorchScript).</summary>
    TorchScript,

    /// <summary>PyTorch's file before version 1.6.</summary>
    TorchOld,

    /// <summary>A Python pickle of anything else.</summary>
    Pickle,

    /// <summary>numpy's archive of arrays.</summary>
    Npz,

    /// <summary>numpy's array.</summary>
    Npy,

    /// <summary>An Excel sheet.</summary>
    Excel,

    /// <summary>A zip archive of anything else.</summary>
    Zip,

    /// <summary>What begins as a zip archive and is none, because it is cut off or damaged.</summary>
    DamagedZip,

    /// <summary>ONNX.</summary>
    Onnx,

    /// <summary>Parquet.</summary>
    Parquet,

    /// <summary>MATLAB's file of versions 4 to 7.</summary>
    Matlab,

    /// <summary>safetensors.</summary>
    Safetensors,

    /// <summary>TensorFlow.js' <c>model.json</c> of layers.</summary>
    TensorFlowJs,

    /// <summary>TensorFlow.js' <c>model.json</c> of a graph.</summary>
    TensorFlowJsGraph,

    /// <summary>What <c>model.to_json()</c> of Keras writes: layers without weights.</summary>
    KerasDescription,

    /// <summary>JSON lines: an object a line.</summary>
    JsonLines,

    /// <summary>TensorFlow Lite.</summary>
    TensorFlowLite,

    /// <summary>A TensorFlow SavedModel, a folder.</summary>
    SavedModel,

    /// <summary>A file of TensorBoard.</summary>
    TensorBoard,

    /// <summary>An image.</summary>
    Image,
}
