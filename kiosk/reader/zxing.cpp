/* ZXing-C++ behind one C function: QR codes only. Nothing that it throws gets out. */
#include "reader/reader.h"

#include <ZXing/ReadBarcode.h>
#include <cstring>

extern "C" size_t reader_qr(const uint8_t *gray, int w, int h, char *out, size_t size)
{
	try {
		static const auto hints =
			ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setMaxNumberOfSymbols(1);
		const auto result = ZXing::ReadBarcode({gray, w, h, ZXing::ImageFormat::Lum}, hints);
		const auto &bytes = result.bytes();
		if (!result.isValid())
			return 0;
		std::memcpy(out, bytes.data(), bytes.size() < size ? bytes.size() : size);
		return bytes.size();
	} catch (...) {
		return 0;
	}
}
