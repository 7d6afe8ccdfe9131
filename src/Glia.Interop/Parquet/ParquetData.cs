using Glia.Experiments;
using Glia.Images;
using Glia.Tables;

namespace Glia.Interop.Parquet;

/// <summary>Opens Parquet files as data: tables, and images as Hugging Face's data sets have them.</summary>
internal static class ParquetData
{
    /// <summary>The data.</summary>
    /// <exception cref="GliaException">The file is damaged, a column cannot be read, or nothing can be learned from it.</exception>
    public static LoadedData Open(DataRequest request)
    {
        ParquetFile file = ParquetFile.Open(request.Path);
        return ParquetImages.Listing(file, request) is { } images
            ? ImageOpener.Open(images, request)
            : TableOpener.Open(ParquetTable.Of(file, request), request);
    }
}
