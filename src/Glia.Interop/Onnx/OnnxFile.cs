namespace Glia.Interop.Onnx;

internal static class OnnxFile
{
    public static bool Looks(FileStream stream) => false;
}
